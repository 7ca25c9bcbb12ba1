export { report } from './report.ts'
export { resume } from './resume.ts'
export { skills } from './skills.ts'
export { worklog } from './worklog.ts'
